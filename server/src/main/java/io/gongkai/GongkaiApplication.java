package io.gongkai;

import io.gongkai.shared.CountyClock;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import java.time.ZoneId;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Gongkai (公开): one program for a county and everything below it. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Gongkai",
                        version = "1",
                        description =
                                "Without a token: what the public may see. With a personal access token: what its owner may."))
@SpringBootApplication
@Modulithic(systemName = "Gongkai")
public class GongkaiApplication {

    public static void main(String[] args) {
        SpringApplication.run(GongkaiApplication.class, args);
    }

    /** Jobs belong to the program that serves people, not to a command beside it. */
    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    @ConditionalOnProperty(name = "gongkai.command", havingValue = "false", matchIfMissing = true)
    static class Jobs {}

    /** All days are the county's days, wherever the machine believes itself to be. */
    @Bean
    CountyClock clock() {
        return new CountyClock(ZoneId.of("Asia/Shanghai"));
    }
}
