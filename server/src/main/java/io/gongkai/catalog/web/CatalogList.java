package io.gongkai.catalog.web;

import io.gongkai.catalog.Catalogs.Waiting;
import io.gongkai.organization.Organization;
import java.util.List;

/**
 * The catalogs that concern a person.
 *
 * @param toFile what waits for this person to put it on file
 * @param without own organizations that have no catalog yet
 * @param shown the newest version of every organization the person may see, as far as the list reaches
 * @param more whether there are others
 */
public record CatalogList(
        List<Waiting> toFile, List<Organization> without, List<Waiting> shown, String words, boolean more) {}
