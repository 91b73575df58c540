package io.gongkai.message.web;

import io.gongkai.message.Medium;
import io.gongkai.message.MessageKind;
import io.gongkai.message.TemplateVersion;
import io.gongkai.message.Wording;
import io.gongkai.organization.Organization;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a wording is written.
 *
 * @param places what may be put in, name to what it is called
 * @param shown how it would read; null before anybody asked
 * @param mayWrite whether the reader is one of the county's clerks; others read only
 * @param writers names of those who wrote the versions
 */
public record TemplateForm(
        Organization county,
        MessageKind kind,
        Medium medium,
        int before,
        String subject,
        String body,
        String reason,
        Map<String, String> places,
        Wording programs,
        List<TemplateVersion> versions,
        Map<PersonId, String> writers,
        @Nullable Wording shown,
        boolean done,
        boolean mayWrite,
        List<Refusal> refusals) {

    public TemplateForm {
        versions = List.copyOf(versions);
        refusals = List.copyOf(refusals);
    }

    public boolean isMail() {
        return medium == Medium.MAIL;
    }

    /** Short messages that the shown text takes. */
    public int parts() {
        var length = shown == null ? 0 : shown.body().length();
        return length <= 70 ? 1 : (length + 66) / 67;
    }
}
