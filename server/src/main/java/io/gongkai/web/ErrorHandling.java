package io.gongkai.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;

/** Puts {@link ErrorAnswers} behind every handler; a controller's own {@code @ExceptionHandler} goes first. */
@Configuration(proxyBeanMethods = false)
class ErrorHandling implements WebMvcConfigurer {

    private final ObjectProvider<ErrorAnswers> answers;

    ErrorHandling(ObjectProvider<ErrorAnswers> answers) {
        this.answers = answers;
    }

    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.removeIf(resolver -> !(resolver instanceof ExceptionHandlerExceptionResolver));
        resolvers.add((request, response, _, thrown) -> {
            answers.getObject().answer(thrown, request, response);
            return new ModelAndView();
        });
    }

    /** A parameter {@code Locale} of a handler is the language in which the page is shown. */
    @Bean
    LocaleResolver localeResolver() {
        return new LocaleResolver() {
            @Override
            public Locale resolveLocale(HttpServletRequest request) {
                return Pages.locale(request);
            }

            @Override
            public void setLocale(
                    HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
                throw new UnsupportedOperationException("The reader chooses by cookie");
            }
        };
    }
}
