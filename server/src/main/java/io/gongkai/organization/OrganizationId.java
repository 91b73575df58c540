package io.gongkai.organization;

import java.util.UUID;

/** Identifies an organization for ever, whatever it is called and wherever it hangs. */
public record OrganizationId(UUID value) {

    public static OrganizationId of(String text) {
        return new OrganizationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
