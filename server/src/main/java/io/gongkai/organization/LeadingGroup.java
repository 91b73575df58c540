package io.gongkai.organization;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The group that leads openness in an organization (党务公开领导小组), with its posts. */
public record LeadingGroup(
        UUID id,
        OrganizationId organization,
        String name,
        LocalDate validFrom,
        @Nullable LocalDate validUntil,
        List<Post> posts) {

    /**
     * A post and who holds it.
     *
     * @param title 组长, 副组长, 成员, 办公室主任 …
     * @param duties what the holder answers for; may be empty
     */
    public record Post(String title, String holder, String duties, String phone, int position) {}

    public LeadingGroup {
        posts = List.copyOf(posts);
    }
}
