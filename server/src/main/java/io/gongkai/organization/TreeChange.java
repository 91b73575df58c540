package io.gongkai.organization;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that can be done to the tree that stands; the same value is first tried and then applied. */
public sealed interface TreeChange {

    /** The organization that is changed; of a merger the one that remains. */
    OrganizationId organization();

    /** First day on which it holds. */
    LocalDate on();

    record Rename(OrganizationId organization, String name, LocalDate on) implements TreeChange {}

    record Reclassify(OrganizationId organization, OrganizationKind kind, OrganizationForm form, LocalDate on)
            implements TreeChange {}

    /**
     * Links it to another administrative division; the link of earlier days stays on record.
     *
     * @param divisionCode null where it hangs on no division any more
     */
    record Relink(OrganizationId organization, @Nullable String divisionCode, LocalDate on) implements TreeChange {}

    /** Hangs it, with everything below it, under another superior. */
    record Move(OrganizationId organization, OrganizationId to, LocalDate on) implements TreeChange {}

    /**
     * Others become part of this one and cease. Their boards and hotlines stay where they are and are taken over.
     *
     * @param unitsMove what stands below them moves below this one; otherwise it ceases with them
     */
    record Merge(OrganizationId organization, List<OrganizationId> others, boolean unitsMove, LocalDate on)
            implements TreeChange {

        public Merge {
            others = List.copyOf(others);
        }
    }

    /**
     * A part becomes an organization of its own beside this one, of the same kind and form.
     *
     * @param units direct subordinates that go with it
     */
    record Split(
            OrganizationId organization,
            String code,
            String name,
            @Nullable String divisionCode,
            List<OrganizationId> units,
            LocalDate on)
            implements TreeChange {

        public Split {
            units = List.copyOf(units);
        }
    }

    /** @param withUnits what stands below it ceases too; otherwise nothing may stand there any more */
    record Dissolve(OrganizationId organization, boolean withUnits, LocalDate on) implements TreeChange {}
}
