package io.gongkai.workbench.today;

import io.gongkai.message.MessageKind;
import io.gongkai.message.MessageKinds;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the list of today tells by mail and SMS. */
@Configuration(proxyBeanMethods = false)
class TodayMessages {

    static final MessageKind DIGEST =
            new MessageKind("digest", Set.of("name", "overdue", "due", "soon", "below", "lines"), Set.of("link"));

    @Bean
    MessageKinds digestKinds() {
        return MessageKinds.of(DIGEST);
    }
}
