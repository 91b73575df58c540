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

/**
 * How often one address may do what costs: search, so that nobody reads the whole portal out through it; look up a code, so
 * that nobody tries codes; send something. Addresses are known in memory only and forgotten within minutes.
 */
@Component
class Throttle {

    /** Calls of one sort; a minute's worth may be used up at once. */
    private static final class Sort {

        private final int perMinute;
        private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
                .maximumSize(50_000)
                .expireAfterAccess(Duration.ofMinutes(5))
                .build();

        Sort(int perMinute) {
            this.perMinute = perMinute;
        }

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

    private final Sort searches;
    private final Sort lookUps;
    private final Sort sendings;

    Throttle(
            @Value("${gongkai.portal.searches-per-minute:120}") int searches,
            @Value("${gongkai.portal.look-ups-per-minute:60}") int lookUps,
            @Value("${gongkai.portal.sendings-per-minute:20}") int sendings) {
        this.searches = new Sort(searches);
        this.lookUps = new Sort(lookUps);
        this.sendings = new Sort(sendings);
    }

    /** @throws TooManyRequestsException when the address has searched too often within the minute */
    void searched(HttpServletRequest request) {
        searches.count(request);
    }

    /** @throws TooManyRequestsException when the address has looked up too many codes within the minute */
    void lookedUp(HttpServletRequest request) {
        lookUps.count(request);
    }

    /** @throws TooManyRequestsException when the address has sent too much within the minute */
    void sent(HttpServletRequest request) {
        sendings.count(request);
    }
}
