package io.gongkai.web;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * An address that Tomcat cannot read, such as one with half a percent code, never comes to a filter or handler of ours; its
 * answer is put in our words all the same. It is the innermost of the host's error valves, so the others find it answered.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class UnreadableAddresses implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final ObjectProvider<ErrorAnswers> answers;

    UnreadableAddresses(ObjectProvider<ErrorAnswers> answers) {
        this.answers = answers;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Valve()));
    }

    private final class Valve extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable thrown) {
            if (response.getContentWritten() == 0 && response.setErrorReported()) {
                var address = request.getCoyoteRequest().requestURI();
                if (address.isNull()) {
                    address.setString("/");
                }
                response.setHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
                response.setHeader("X-Content-Type-Options", "nosniff");
                answers.getObject()
                        .answer(Fault.known(response.getStatus()), thrown, request.getRequestURI(), request, response);
            }
        }
    }
}
