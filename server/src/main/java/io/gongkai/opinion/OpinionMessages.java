package io.gongkai.opinion;

import io.gongkai.message.MessageKinds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** On which occasions senders are told. */
@Configuration(proxyBeanMethods = false)
class OpinionMessages {

    @Bean
    MessageKinds opinionKinds() {
        return MessageKinds.of(SenderNotices.ANSWERED, SenderNotices.ASKED);
    }
}
