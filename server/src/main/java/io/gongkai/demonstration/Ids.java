package io.gongkai.demonstration;

import io.gongkai.organization.OrganizationId;
import java.util.Map;

/** The organizations that were established, by code. */
record Ids(Map<String, OrganizationId> byCode) {

    Ids {
        byCode = Map.copyOf(byCode);
    }

    OrganizationId of(Unit unit) {
        return of(unit.code());
    }

    OrganizationId of(String code) {
        var id = byCode.get(code);
        if (id == null) {
            throw new IllegalStateException("Not established: " + code);
        }
        return id;
    }

    boolean has(String code) {
        return byCode.containsKey(code);
    }
}
