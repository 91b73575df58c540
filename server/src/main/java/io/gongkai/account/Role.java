package io.gongkai.account;

import static io.gongkai.account.Permission.*;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a person is appointed to in an organization and everything below it (domain.md 6.1), and what that permits. The
 * lists are the county's permission grid; {@code PermissionGridTest} draws them.
 */
public enum Role {
    CLERK(
            READ_WORK,
            READ_INNER,
            WRITE_CATALOG,
            WRITE_TEMPLATE,
            WRITE_DISCLOSURE,
            RECORD_DELIVERY,
            RECORD_FACT,
            PREPARE_RETURN,
            WRITE_ORGANIZATION,
            IMPORT,
            EXTEND_DUTY,
            HANDLE_REQUEST,
            RECEIVE_OPINION,
            HANDLE_OPINION,
            RUN_SURVEY,
            KEY_ANSWERS),
    SECRECY_REVIEWER(READ_WORK, READ_INNER, REVIEW_SECRECY, REVIEW_ACCURACY),
    PRIVACY_REVIEWER(READ_WORK, READ_INNER, REVIEW_PRIVACY, REVIEW_ACCURACY),
    APPROVER(
            READ_WORK,
            READ_INNER,
            APPROVE_DISCLOSURE,
            PUBLISH_DISCLOSURE,
            SUBMIT_CATALOG,
            FILE_CATALOG,
            SIGN_RETURN,
            EXTEND_DUTY,
            DECIDE_REQUEST,
            COUNTERSIGN,
            RELEASE_RESULT),
    PUBLISHER(READ_WORK, READ_INNER, PUBLISH_DISCLOSURE, RECORD_DELIVERY),
    BOARD_KEEPER(READ_WORK, READ_INNER, RECORD_DELIVERY),
    RECEPTIONIST(READ_WORK, READ_INNER, RECORD_FACT, HANDLE_REQUEST, RECEIVE_OPINION, HANDLE_OPINION, KEY_ANSWERS),
    SUPERVISOR(READ_WORK, READ_INNER),
    INSPECTOR(READ_WORK, READ_INNER, RECORD_FACT),
    STATISTICIAN(READ_WORK, READ_INNER, RECORD_FACT, PREPARE_RETURN, KEY_ANSWERS),
    MEMBER(READ_INNER),
    RESIDENT(READ_LOCAL),
    SYSTEM_ADMIN(MANAGE_CALENDAR, MANAGE_FORMS, READ_SYSTEM, MANAGE_MESSAGES),
    SECURITY_ADMIN(MANAGE_ACCOUNTS),
    AUDIT_ADMIN(READ_AUDIT);

    private final Set<Permission> permissions;

    Role(Permission... permissions) {
        this.permissions = EnumSet.noneOf(Permission.class);
        this.permissions.addAll(Set.of(permissions));
    }

    public Set<Permission> permissions() {
        return Set.copyOf(permissions);
    }

    public boolean permits(Permission permission) {
        return permissions.contains(permission);
    }
}
