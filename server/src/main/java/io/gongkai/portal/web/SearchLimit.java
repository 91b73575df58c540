package io.gongkai.portal.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.gongkai.web.TooManyRequestsException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How often one address may search, so that nobody reads the whole portal out through it or slows it down for others. */
@Component
class SearchLimit {

    private final int perMinute;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterAccess(Duration.ofMinutes(5))
            .build();

    SearchLimit(@Value("${gongkai.portal.searches-per-minute:120}") int perMinute) {
        this.perMinute = perMinute;
    }

    /** @throws TooManyRequestsException when the address has asked too often within the minute */
    void count(HttpServletRequest request) {
        var bucket = Objects.requireNonNull(buckets.get(
                request.getRemoteAddr(),
                _ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                        .build()));
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new TooManyRequestsException(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }
}
