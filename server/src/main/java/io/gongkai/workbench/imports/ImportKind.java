package io.gongkai.workbench.imports;

import io.gongkai.account.Permission;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be imported, who may, and the headings of its table. */
public enum ImportKind {
    ORGANIZATIONS(
            Permission.WRITE_ORGANIZATION, "code", "name", "kind", "form", "parentCode", "divisionCode", "validFrom"),
    CATALOG(
            Permission.WRITE_CATALOG,
            "no",
            "category",
            "item",
            "elements",
            "scope",
            "forms",
            "time",
            "responsible",
            "returnRow",
            "piiClass"),
    ENTRIES(
            Permission.RECORD_FACT,
            "organizationCode",
            "measure",
            "applicant",
            "outcome",
            "on",
            "quantity",
            "base",
            "until",
            "title",
            "evidence"),
    ACCOUNTS(Permission.MANAGE_ACCOUNTS, "login", "name", "organizationCode", "role", "validFrom", "validUntil"),
    PUBLICATIONS(Permission.WRITE_DISCLOSURE, "organizationCode", "entryNo", "title", "summary", "body");

    private final Permission permission;
    private final List<String> headings;

    ImportKind(Permission permission, String... headings) {
        this.permission = permission;
        this.headings = List.of(headings);
    }

    Permission permission() {
        return permission;
    }

    List<String> headings() {
        return headings;
    }

    /** As it stands in addresses: {@code organizations}. */
    public String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ImportKind> of(String path) {
        for (var kind : values()) {
            if (kind.path().equals(path)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
