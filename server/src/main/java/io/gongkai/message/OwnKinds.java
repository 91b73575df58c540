package io.gongkai.message;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this module has to tell by itself. */
@Configuration(proxyBeanMethods = false)
class OwnKinds {

    /** Whether a gateway does what it should; sent by whoever sets it up, to himself. */
    static final MessageKind TEST = new MessageKind("test", Set.of(), Set.of());

    @Bean
    MessageKinds messageKinds() {
        return MessageKinds.of(TEST);
    }
}
