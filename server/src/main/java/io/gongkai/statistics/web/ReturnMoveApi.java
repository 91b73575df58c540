package io.gongkai.statistics.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.statistics.Reporting;
import io.gongkai.statistics.Reporting.Which;
import io.gongkai.statistics.Reporting.Words;
import io.gongkai.statistics.ReturnPeriod;
import io.gongkai.statistics.ReturnStatus;
import io.gongkai.statistics.ReturnStep;
import io.gongkai.statistics.StatisticalReturn;
import io.gongkai.statistics.StatisticalReturn.CellRemark;
import io.gongkai.web.RefusedException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The steps of a return for other programs, each the same service as its button. */
@RestController
class ReturnMoveApi {

    record RemarkOfCell(
            @Nullable String row,
            @Nullable String column,
            @Nullable String remark) {}

    record Sent(@Nullable String reason, @Nullable List<RemarkOfCell> remarks) {}

    record Moved(
            String form,
            String organization,
            String period,
            int round,
            ReturnStatus status,
            @Nullable Instant since,
            @Nullable LocalDate cutOff,
            @Nullable Long watermark,
            @Nullable String digest,
            @Nullable LocalDate submittedOn) {}

    private final Reporting reporting;
    private final Organizations organizations;

    ReturnMoveApi(Reporting reporting, Organizations organizations) {
        this.reporting = reporting;
        this.organizations = organizations;
    }

    @PostMapping("/api/v1/returns/{form}/{organizationCode}/{period:[0-9]{4}(?:Q[1-4])?}/{step:[a-z]+}")
    @Requires({Permission.PREPARE_RETURN, Permission.SIGN_RETURN})
    Moved take(
            @PathVariable String form,
            @PathVariable String organizationCode,
            @PathVariable String period,
            @PathVariable String step,
            @RequestBody(required = false) @Nullable Sent sent,
            Actor actor) {
        var organization = organizations
                .findEver(organizationCode)
                .orElseThrow(() -> new NoSuchElementException("No organization " + organizationCode));
        var which = new Which(form, organization.id(), ReturnPeriod.parse(period));
        return switch (reporting.take(step(step), which, words(sent), actor.id())) {
            case Outcome.Done<StatisticalReturn>(var round) -> moved(organization.code(), round);
            case Outcome.Refused<StatisticalReturn>(var refusals) -> throw new RefusedException(refusals);
        };
    }

    private static Moved moved(String organization, StatisticalReturn round) {
        var snapshot = round.snapshot();
        return new Moved(
                round.form(),
                organization,
                round.period().toString(),
                round.round(),
                round.status(),
                round.since(),
                snapshot == null ? null : snapshot.cutOff(),
                snapshot == null ? null : snapshot.watermark(),
                snapshot == null ? null : snapshot.digest(),
                round.submittedOn());
    }

    private static Words words(@Nullable Sent sent) {
        if (sent == null) {
            return Words.NONE;
        }
        var remarks = sent.remarks() == null ? List.<RemarkOfCell>of() : sent.remarks();
        return new Words(
                text(sent.reason()),
                remarks.stream()
                        .map(one -> new CellRemark(text(one.row()), text(one.column()), text(one.remark())))
                        .toList());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static ReturnStep step(String name) {
        for (var step : ReturnStep.values()) {
            if (step.name().toLowerCase(Locale.ROOT).equals(name)) {
                return step;
            }
        }
        throw new NoSuchElementException("No step " + name);
    }
}
