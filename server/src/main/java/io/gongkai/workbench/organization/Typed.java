package io.gongkai.workbench.organization;

import io.gongkai.organization.Organization;
import io.gongkai.shared.Refusal;
import java.util.List;
import java.util.Map;

/**
 * A simple form about an organization, as typed so far and with what stands against it.
 *
 * @param way address to name of the superiors, from the top, and of the organization itself
 * @param typed by field
 */
public record Typed(
        Organization organization, Map<String, String> way, Map<String, String> typed, List<Refusal> refusals) {

    public Typed {
        refusals = List.copyOf(refusals);
    }

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }
}
