/**
 * Channel (投放): on which board, screen, meeting, bulletin or site a publication was shown and when, and the dated editions
 * (期) of boards, screens, bulletins and SMS. A delivery may narrow the approved scope, never widen it.
 *
 * <p>Owns the schema {@code channel}. Records the web delivery by itself when a matter is released to society.
 */
@ApplicationModule(
        displayName = "Channel",
        allowedDependencies = {
            "shared",
            "web",
            "database",
            "calendar",
            "organization",
            "account",
            "ledger",
            "document",
            "catalog",
            "disclosure"
        })
@NullMarked
package io.gongkai.channel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
