package io.gongkai.commandline;

import io.gongkai.GongkaiApplication;
import io.gongkai.account.People;
import io.gongkai.commandline.Gongkai.RefusedException;
import io.gongkai.database.Installation;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.web.Messages;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The program's services on an installation's database, without its pages and without its jobs. */
final class Program implements AutoCloseable {

    private final Installation installation;
    private final ConfigurableApplicationContext context;

    private Program(Installation installation, ConfigurableApplicationContext context) {
        this.installation = installation;
        this.context = context;
    }

    static Program open(Target target) throws IOException {
        var installation = target.open();
        try {
            return new Program(
                    installation,
                    new SpringApplicationBuilder(GongkaiApplication.class)
                            .lazyInitialization(true)
                            .run(
                                    "--gongkai.command=true",
                                    "--gongkai.db=" + installation.address(),
                                    "--gongkai.data=" + target.data(),
                                    "--gongkai.empty=true",
                                    "--server.port=-1",
                                    "--logging.level.root=error",
                                    "--logging.level.io.gongkai=error",
                                    "--logging.level.org.flywaydb.core.internal.command=error",
                                    "--logging.level.org.springframework.boot=off"));
        } catch (RuntimeException e) {
            installation.close();
            throw e;
        }
    }

    <T> T service(Class<T> type) {
        return context.getBean(type);
    }

    PersonId person(String login) {
        return service(People.class)
                .find(login)
                .orElseThrow(() -> new RefusedException("Nobody has the account %s.".formatted(login)));
    }

    Organization organization(String code) {
        return service(Organizations.class)
                .find(code)
                .orElseThrow(() -> new RefusedException("No organization has the code %s today.".formatted(code)));
    }

    <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T> done -> done.value();
            case Outcome.Refused<T> refused -> throw new RefusedException(sentences(refused.refusals()));
        };
    }

    String sentences(List<Refusal> refusals) {
        return refusals.stream().map(this::sentence).collect(Collectors.joining(System.lineSeparator()));
    }

    /** In the language of the shell, Chinese or else English. */
    String sentence(Refusal refusal) {
        var language = Locale.getDefault().getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
        return service(Messages.class)
                .text(language, refusal.code(), refusal.details().toArray());
    }

    @Override
    public void close() throws IOException {
        context.close();
        installation.close();
    }
}
