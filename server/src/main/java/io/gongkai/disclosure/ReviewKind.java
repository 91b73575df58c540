package io.gongkai.disclosure;

import io.gongkai.account.Permission;

/** The three separate reviews (审核): secrecy, personal data, accuracy and need. */
public enum ReviewKind {
    SECRECY(Permission.REVIEW_SECRECY),
    PRIVACY(Permission.REVIEW_PRIVACY),
    ACCURACY(Permission.REVIEW_ACCURACY);

    private final Permission permission;

    ReviewKind(Permission permission) {
        this.permission = permission;
    }

    public Permission permission() {
        return permission;
    }
}
