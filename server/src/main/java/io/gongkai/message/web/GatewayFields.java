package io.gongkai.message.web;

import io.gongkai.message.GatewayView;
import io.gongkai.message.Protocol;
import io.gongkai.shared.Refusal;
import io.gongkai.web.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a protocol.
 *
 * @param present the gateway that speaks it; null where the county has none that does
 * @param typed what stands in the form
 */
public record GatewayFields(
        Protocol protocol, @Nullable GatewayView present, Map<String, String> typed, List<Refusal> refusals) {

    public GatewayFields {
        typed = Map.copyOf(typed);
        refusals = List.copyOf(refusals);
    }

    public String value(String name) {
        return typed.getOrDefault(name, "");
    }

    public boolean isOpen() {
        return present != null || !refusals.isEmpty();
    }

    /** The ids of the fields: several forms with the same ones stand on one page, only the refused has the plain ids. */
    public String id(String name) {
        return refusals.isEmpty() ? protocol.name().toLowerCase(java.util.Locale.ROOT) + "-" + name : "f-" + name;
    }

    public @Nullable String problem(Page page, String name) {
        return page.problem(refusals, name);
    }
}
