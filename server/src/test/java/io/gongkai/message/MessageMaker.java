package io.gongkai.message;

import io.gongkai.MadeUpCounty;
import io.gongkai.message.GatewaySettings.Encryption;
import io.gongkai.message.GatewaySettings.Verb;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Gives a made-up county gateways and a message. */
@Component
public class MessageMaker {

    private final Gateways gateways;
    private final Outbox outbox;

    MessageMaker(Gateways gateways, Outbox outbox) {
        this.gateways = gateways;
        this.outbox = outbox;
    }

    /** Queued for a gateway that is used by nobody any more, so that it stays where it is. */
    public UUID waiting(MadeUpCounty county) {
        var administrator = county.systemAdmin().id();
        var where = county.county().id();
        var http = new GatewaySettings.Http(
                "http://127.0.0.1:9/{phone}/{text}", Verb.GET, "", "", "", "", false, "", "", "", "", "");
        var smtp = new GatewaySettings.Smtp("127.0.0.1", 9, Encryption.NONE, "", "office@qinghe.example", "");
        gateways.set(where, http, Map.of(), true, administrator).orThrow();
        gateways.set(where, smtp, Map.of(), true, administrator).orThrow();
        var id = outbox.sendTest(where, Medium.MAIL, county.mark() + "@example.cn", administrator)
                .orThrow();
        gateways.use(where, Medium.MAIL, false, administrator);
        gateways.use(where, Medium.SMS, false, administrator);
        return id;
    }
}
