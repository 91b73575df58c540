package io.gongkai.message;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Something to tell that belongs to no module, for tests of the telling itself. */
@Configuration(proxyBeanMethods = false)
class TrialKinds {

    static final String RECEIPT = "trial.receipt";

    @Bean
    MessageKinds kindsOnTrial() {
        return MessageKinds.of(new MessageKind(RECEIPT, Set.of("number", "title"), Set.of("number", "link")));
    }
}
