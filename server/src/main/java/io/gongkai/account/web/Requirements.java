package io.gongkai.account.web;

import io.gongkai.account.Actor;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.OpenToAll;
import io.gongkai.account.Requires;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Holds every handler to what it declares: {@link Requires}, {@link OpenToAll}, or nothing, and nothing means nobody. Hands
 * the signed-in person to handlers that ask for an {@link Actor}.
 */
final class Requirements implements HandlerInterceptor, HandlerMethodArgumentResolver {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (isOpen(handler)) {
            return true;
        }
        var requires = handler instanceof HandlerMethod method ? method.getMethodAnnotation(Requires.class) : null;
        var actor = actor();
        if (actor == null) {
            throw new InsufficientAuthenticationException("Nobody is signed in");
        }
        if (requires == null) {
            throw new NotPermittedException("Nothing says who may call " + handler);
        }
        if (requires.value().length > 0 && Arrays.stream(requires.value()).noneMatch(actor::holds)) {
            throw new NotPermittedException(
                    "%s holds none of %s".formatted(actor.login(), Arrays.toString(requires.value())));
        }
        return !isHeldUpByPassword(request, response);
    }

    /** With a password that somebody else has set one gets as far as the page on which it is changed. */
    private static boolean isHeldUpByPassword(HttpServletRequest request, HttpServletResponse response) {
        var heldUp = SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn
                && signedIn.mustChangePassword()
                && !request.getRequestURI().startsWith("/work/account/")
                && !request.getRequestURI().equals("/work/account");
        if (heldUp) {
            response.setStatus(HttpStatus.SEE_OTHER.value());
            response.setHeader(HttpHeaders.LOCATION, "/work/account#password");
        }
        return heldUp;
    }

    /** Besides what says so itself: files, the container's error page, and the description of the API. */
    private static boolean isOpen(Object handler) {
        return switch (handler) {
            case ResourceHttpRequestHandler _ -> true;
            case HandlerMethod method ->
                method.hasMethodAnnotation(OpenToAll.class)
                        || !method.hasMethodAnnotation(Requires.class)
                                && AnnotatedElementUtils.hasAnnotation(method.getBeanType(), OpenToAll.class)
                        || ErrorController.class.isAssignableFrom(method.getBeanType())
                        || method.getBeanType().getPackageName().startsWith("org.springdoc.");
            default -> false;
        };
    }

    static @Nullable Actor actor() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn
                ? signedIn.getPrincipal()
                : null;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Actor.class);
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        return actor();
    }
}
