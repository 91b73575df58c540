package io.gongkai.web;

import io.gongkai.shared.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page {@code web/error} tells: what happened, that nothing was lost, how to go on.
 *
 * @param incident number under which our log tells what happened; null when it was not our mistake
 */
public record ErrorNotice(
        int status, List<Refusal> refusals, @Nullable String incident) {

    public ErrorNotice {
        refusals = List.copyOf(refusals);
    }
}
