package io.gongkai.catalog;

import io.gongkai.shared.Refusal;
import io.gongkai.shared.WrongStateException;

/** A catalog version, or a duty, is no longer or not yet where this may be done with it: answered with 409. */
public class WrongCatalogStatusException extends WrongStateException {

    private static final long serialVersionUID = 1L;

    WrongCatalogStatusException(String key, Object... details) {
        super(Refusal.of(key, details));
    }
}
