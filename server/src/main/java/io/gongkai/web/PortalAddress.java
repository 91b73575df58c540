package io.gongkai.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Where the public finds what is printed in the office for it: said in the configuration where the public side stands elsewhere,
 * else where the page that prints it was called.
 */
@Component
public class PortalAddress {

    private final String said;

    PortalAddress(@Value("${gongkai.portal.address:}") String said) {
        this.said = said.replaceFirst("/+$", "");
    }

    public String of(String path) {
        var root = said.isEmpty()
                ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
                : said;
        return root + path;
    }

    /** As somebody types it. */
    public String typed(String path) {
        return of(path).replaceFirst("^https?://", "");
    }
}
