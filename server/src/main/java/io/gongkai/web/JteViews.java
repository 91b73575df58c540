package io.gongkai.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import gg.jte.resolve.DirectoryCodeResolver;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/**
 * Turns a view name into the jte template of that name and hands it the {@link Page}. With {@code gongkai.templates} set to the
 * template folder, a changed template shows at the next click.
 */
@Component
class JteViews implements ViewResolver, Ordered {

    private final TemplateEngine engine;
    private final Pages pages;

    JteViews(Pages pages, @Value("${gongkai.templates:}") String folder) {
        this.pages = pages;
        this.engine = folder.isEmpty()
                ? TemplateEngine.createPrecompiled(ContentType.Html)
                : TemplateEngine.create(
                        new DirectoryCodeResolver(Path.of(folder)),
                        Path.of(folder, "../../../target/jte-live"),
                        ContentType.Html);
        engine.setTrimControlStructures(true);
    }

    @Override
    public @Nullable View resolveViewName(String name, Locale locale) {
        if (name.startsWith("redirect:") || name.startsWith("forward:") || !engine.hasTemplate(name + ".jte")) {
            return null;
        }
        return new JteView(name + ".jte");
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    /** The whole page in memory: whatever goes wrong while it is made, nothing of it was sent. */
    Utf8ByteOutput page(String template, Map<String, ?> model, HttpServletRequest request) {
        var params = new HashMap<String, Object>(model);
        params.put("page", pages.of(request));
        var output = new Utf8ByteOutput();
        engine.render(template, params, output);
        return output;
    }

    private final class JteView implements View {

        private final String template;

        JteView(String template) {
            this.template = template;
        }

        @Override
        public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                throws Exception {
            var output = page(template, model == null ? Map.of() : model, request);
            if (response.getContentType() == null) {
                response.setContentType("text/html;charset=UTF-8");
            }
            response.setContentLength(output.getContentLength());
            output.writeTo(response.getOutputStream());
        }
    }
}
