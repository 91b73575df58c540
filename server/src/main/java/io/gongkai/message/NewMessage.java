package io.gongkai.message;

import io.gongkai.organization.OrganizationId;
import java.util.Map;

/**
 * Something to be told.
 *
 * @param kind key of a {@link MessageKind}
 * @param inTheNameOf whose message it is
 * @param values what the kind asks for, all of them
 * @param path on the portal to which the link leads, for instance {@code /track/…}; empty for none
 * @param cause what it is about, in the words of the module that sends it: {@code request:<id>}. Nothing a person could be known by
 */
public record NewMessage(
        String kind, OrganizationId inTheNameOf, Recipient to, Map<String, String> values, String path, String cause) {

    public NewMessage {
        values = Map.copyOf(values);
        if (!path.isEmpty() && !path.startsWith("/")) {
            throw new IllegalArgumentException("A path begins with a slash");
        }
    }

    /** Neither what is told nor where it stands comes into a log by accident. */
    @Override
    public String toString() {
        return "NewMessage[" + kind + ", " + cause + "]";
    }
}
