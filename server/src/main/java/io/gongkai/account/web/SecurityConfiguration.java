package io.gongkai.account.web;

import io.gongkai.account.AuditLog;
import io.gongkai.account.Authority;
import io.gongkai.account.Tokens;
import io.gongkai.web.ErrorAnswers;
import io.gongkai.web.SenderPaths;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The wall around the program: who is asking, which forms are genuine, what browsers are told to forbid. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration implements WebMvcConfigurer {

    private static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none';"
            + " base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Requirements requirements = new Requirements();

    @Bean
    SecurityFilterChain security(
            HttpSecurity http,
            SessionContexts contexts,
            Tokens tokens,
            Authority authority,
            AuditLog log,
            ErrorAnswers answers) {
        return http.securityContext(context -> context.securityContextRepository(contexts))
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(SecurityConfiguration::needsGenuineForm))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers("/work", "/work/**")
                                .authenticated()
                                .anyRequest()
                                .permitAll()) // the handler's own annotation decides, and none means nobody
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (request, response, thrown) -> answers.answer(thrown, request, response))
                        .accessDeniedHandler((request, response, thrown) -> answers.answer(thrown, request, response)))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        // A PDF is read in a frame of ours; pages say by their policy that nobody frames them.
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::sameOrigin)
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(
                                permissions -> permissions.policy("camera=(), geolocation=(), microphone=()"))
                        .contentTypeOptions(Customizer.withDefaults()))
                .addFilterAfter(new BearerTokens(tokens, authority, answers), SecurityContextHolderFilter.class)
                .addFilterBefore(new RefusedAccess(log), ExceptionTranslationFilter.class)
                .build();
    }

    /**
     * A form must carry its token whenever a browser would send a cookie along by itself. A program with a bearer token,
     * or one without anything on the open API, has nothing that a stranger's page could misuse. Nor has a visitor who asks,
     * tracks or answers: those pages act for nobody, and a token would need the cookie that they do without.
     */
    private static boolean needsGenuineForm(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod())
                && !SenderPaths.is(request.getRequestURI())
                && !(BearerTokens.isApi(request)
                        && (BearerTokens.isCarriedBy(request) || request.getSession(false) == null));
    }

    /** No text of ours holds a NUL, and PostgreSQL would choke on it. */
    @Bean
    StrictHttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterValues(value -> value == null || value.indexOf('\0') < 0);
        return firewall;
    }

    @Bean
    RequestRejectedHandler rejected(ErrorAnswers answers) {
        return (request, response, thrown) -> answers.answer(thrown, request, response);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(requirements);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(requirements);
    }
}
