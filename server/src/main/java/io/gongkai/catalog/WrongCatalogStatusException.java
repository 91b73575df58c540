package io.gongkai.catalog;

import org.springframework.dao.OptimisticLockingFailureException;

/** A catalog version is no longer, or not yet, where this may be done with it: answered with 409. */
public class WrongCatalogStatusException extends OptimisticLockingFailureException {

    private static final long serialVersionUID = 1L;

    public WrongCatalogStatusException(String message) {
        super(message);
    }
}
