package io.gongkai.request;

import io.gongkai.ledger.Detail;

/** Who asks (domain.md 2.4, the columns of the request table). */
public enum ApplicantKind {
    /** A Party member. */
    MEMBER,
    /** Anybody else who asks for himself. */
    RESIDENT,
    /** A legal person or another body. */
    ORGANIZATION;

    Detail detail() {
        return Detail.valueOf(name());
    }
}
