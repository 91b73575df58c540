package io.gongkai.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.web.TestRoutes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A program that carries a person's token does what that person may, for as long as the token holds. */
@CountyTest
class TokensTest {

    @LocalServerPort
    int port;

    @Autowired
    Tokens tokens;

    @Autowired
    AccountStore store;

    @Autowired
    Accounts accounts;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Clock clock;

    MadeUpCounty county;

    @BeforeEach
    void establish() {
        county = founder.establish();
    }

    @Test
    void aTokenOpensTheInterfaceAndNoPage() {
        var token = county.villageClerk().token();

        assertThat(token).startsWith("gk_").hasSize(46);
        assertThat(status(TestRoutes.API + "staff", token)).isEqualTo(200);
        assertThat(status("/work/account", token)).isEqualTo(303);
    }

    @Test
    void aTokenThatIsMadeUpRevokedOrExpiredOpensNothing() {
        var clerk = county.villageClerk();
        var revoked = tokens.issue(clerk.id(), "sync", tomorrow()).orThrow();
        tokens.revoke(revoked.id(), clerk.id());
        var secret = "gk_long-expired";
        store.insertToken(
                clerk.id(),
                "old",
                sha256(secret),
                clock.instant(),
                LocalDate.now(clock)); // the first day on which it no longer opens anything is today

        assertThat(status(TestRoutes.API + "staff", revoked.secret())).isEqualTo(401);
        assertThat(status(TestRoutes.API + "staff", secret)).isEqualTo(401);
        assertThat(status(TestRoutes.API + "staff", "gk_made-up")).isEqualTo(401);
        assertThat(status(TestRoutes.API + "staff", "")).isEqualTo(401);
    }

    @Test
    void theTokenOfSomebodyWhoWasShutOutOpensNothing() {
        var clerk = county.villageClerk();

        accounts.disable(clerk.id(), county.securityAdmin().id());

        assertThat(status(TestRoutes.API + "staff", clerk.token())).isEqualTo(401);
    }

    @Test
    void usingItIsRemembered() {
        var clerk = county.villageClerk();
        assertThat(tokens.of(clerk.id()).getFirst().lastUsedAt()).isNull();

        status(TestRoutes.API + "staff", clerk.token());

        assertThat(tokens.of(clerk.id()).getFirst().lastUsedAt()).isNotNull();
    }

    @Test
    void nobodyRevokesSomebodyElsesToken() {
        var token = tokens.of(county.villageClerk().id()).getFirst();

        assertThatThrownBy(() -> tokens.revoke(token.id(), county.townClerk().id()))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void itNeedsANameAndLastsAYearAtMost() {
        var refused = tokens.issue(
                county.villageClerk().id(), " ", LocalDate.now(clock).plusYears(2));

        assertThat(((Outcome.Refused<Tokens.Issued>) refused).refusals())
                .extracting(Refusal::code)
                .containsExactly("account.token.name", "account.token.expiry");
    }

    private int status(String path, String token) {
        return new Browser(port).get(path, "Authorization", "Bearer " + token).statusCode();
    }

    private LocalDate tomorrow() {
        return LocalDate.now(clock).plusDays(1);
    }

    private static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
