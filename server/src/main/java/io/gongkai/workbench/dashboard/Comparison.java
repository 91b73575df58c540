package io.gongkai.workbench.dashboard;

import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Units of one kind, side by side by one measure. Always units, never persons; their order is the reader's choice and
 * gives nobody a place.
 *
 * @param kinds of which there are several below, so that they can be compared
 * @param besides whether the organization itself can be compared with those beside it
 * @param among {@link #BESIDE} or the name of a kind
 * @param duties whether the reader sees the duties of all of them, so that they can be compared by punctuality
 * @param measure code of a row, or {@link #PUNCTUALITY}
 * @param spread null where no unit has a value
 * @param cut whether there were more units than can be compared at once
 */
public record Comparison(
        List<OrganizationKind> kinds,
        boolean besides,
        String among,
        boolean duties,
        String measure,
        Choice.Sort sort,
        List<Peer> peers,
        @Nullable Spread spread,
        boolean cut) {

    /** The organization among others of its kind under the same superior. */
    public static final String BESIDE = "BESIDE";

    /** How many of the duties that are done or overdue were done in time. */
    public static final String PUNCTUALITY = "PUNCTUALITY";

    /** So many bars can be taken in at once; of more the distribution is drawn first. */
    private static final int FEW = 24;

    private static final int LISTED = 40;

    /**
     * One unit.
     *
     * @param value null where there is nothing to measure
     * @param base on how many cases a rate rests, 0 for counts
     * @param href the facts behind the value, null where there are none
     */
    public record Peer(
            Organization organization,
            @Nullable BigDecimal value,
            long base,
            @Nullable String href,
            boolean own) {}

    public Comparison {
        kinds = List.copyOf(kinds);
        peers = List.copyOf(peers);
    }

    public boolean isPossible() {
        return besides || !kinds.isEmpty();
    }

    /** Whether there are too many for bars alone. */
    public boolean isSpread() {
        return peers.size() > FEW && spread != null;
    }

    /** Whether one class of the distribution was chosen. */
    boolean isOneBin(Choice choice) {
        return isSpread()
                && spread != null
                && choice.bin() != null
                && choice.bin() >= 0
                && choice.bin() < spread.bins().size();
    }

    /** Those that are listed: of one class, or as many as one can read, or all. */
    List<Peer> listed(Choice choice) {
        if (isOneBin(choice) && spread != null && choice.bin() != null) {
            var bin = spread.bins().get(choice.bin());
            return peers.stream()
                    .filter(peer -> peer.value() != null && bin.holds(peer.value()))
                    .toList();
        }
        return choice.wantsAll() || peers.size() <= LISTED ? peers : peers.subList(0, LISTED);
    }

    /** Units without anything to measure. */
    public long blank() {
        return peers.stream().map(Peer::value).filter(Objects::isNull).count();
    }
}
