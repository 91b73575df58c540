package io.gongkai.ledger;

import io.gongkai.organization.OrganizationKind;

/** What organizations of one kind count towards one count: the smallest thing that is added up. */
public record Cell(OrganizationKind kind, Count count) {}
