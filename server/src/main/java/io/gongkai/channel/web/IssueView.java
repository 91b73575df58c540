package io.gongkai.channel.web;

import io.gongkai.channel.Issue;
import io.gongkai.organization.Organization;
import java.util.List;
import java.util.UUID;

/** An edition and what it carried, in its order. */
public record IssueView(Issue issue, Organization organization, List<Carried> carried) {

    /** @param readable by the reader, by its scope; otherwise its title is not shown either */
    public record Carried(UUID publication, String title, boolean standing, boolean readable) {}

    public IssueView {
        carried = List.copyOf(carried);
    }
}
