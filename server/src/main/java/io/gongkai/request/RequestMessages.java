package io.gongkai.request;

import io.gongkai.message.MessageKinds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** On which occasions applicants are told. */
@Configuration(proxyBeanMethods = false)
class RequestMessages {

    @Bean
    MessageKinds requestKinds() {
        return MessageKinds.of(
                ApplicantNotices.RECEIVED,
                ApplicantNotices.COMPLETION,
                ApplicantNotices.FORWARDED,
                ApplicantNotices.EXTENDED,
                ApplicantNotices.MOVED,
                ApplicantNotices.ANSWERED,
                ApplicantNotices.REVIEWED);
    }
}
