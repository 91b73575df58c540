package io.gongkai.opinion.survey;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.gongkai.organization.OrganizationForm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may leave a counted round. Groups below {@link SampleRule#LEAST_GROUP} are told together; where even together they are
 * too few they are left out, of the total as well, so that no difference gives them away.
 *
 * @param population households or members in the frame of what is told; 0 without a frame
 * @param issued codes and copies that went out to what is told
 * @param least sheets that the rates need; with fewer the sample is too small and no rate is told
 * @param parts in order of their codes, the others last
 */
public record Told(int population, int issued, int least, Tally tally, List<Part> parts) {

    /**
     * A group that is told, or several small ones together.
     *
     * @param code null for the others together
     * @param rates what it adds to each rate; nothing where no question counts for it
     */
    public record Part(
            @Nullable String code,
            @Nullable String name,
            int population,
            int issued,
            int sheets,
            int least,
            Map<Measured, Rate> rates) {

        public Part {
            rates = Map.copyOf(rates);
        }

        public Rate rate(Measured measured) {
            return rates.getOrDefault(measured, Rate.NONE);
        }

        @JsonIgnore
        public boolean isEnough() {
            return sheets >= least && sheets > 0;
        }
    }

    public Told {
        parts = List.copyOf(parts);
    }

    public int sheets() {
        return tally.sheets();
    }

    @JsonIgnore
    public boolean isEnough() {
        return sheets() >= least && sheets() > 0;
    }

    public Rate rate(Measured measured) {
        return tally.rate(measured);
    }

    /** @param form of the organization that holds the round */
    static Told of(OrganizationForm form, Questionnaire asked, Collection<Group> groups, Collection<Sheet> sheets) {
        var alone = groups.stream()
                .filter(group -> group.sheets() >= SampleRule.LEAST_GROUP)
                .toList();
        var small = groups.stream()
                .filter(group -> group.sheets() < SampleRule.LEAST_GROUP)
                .toList();
        var others = small.stream().mapToInt(Group::sheets).sum() >= SampleRule.LEAST_GROUP ? small : List.<Group>of();
        var parts = new ArrayList<Part>();
        for (var group : alone) {
            parts.add(part(asked, List.of(group), sheets, group.code(), group.name(), group.least()));
        }
        if (!others.isEmpty()) {
            parts.add(part(asked, others, sheets, null, null, least(form, others)));
        }
        var told = new ArrayList<>(alone);
        told.addAll(others);
        return new Told(
                told.stream().mapToInt(Group::population).sum(),
                told.stream().mapToInt(Group::issued).sum(),
                least(form, groups),
                Tally.of(asked, of(told, sheets)),
                parts);
    }

    private static int least(OrganizationForm form, Collection<Group> groups) {
        var population = groups.stream().mapToInt(Group::population).sum();
        return population == 0
                ? 0
                : groups.size() == 1 ? groups.iterator().next().least() : SampleRule.least(form, population);
    }

    private static Part part(
            Questionnaire asked,
            List<Group> groups,
            Collection<Sheet> sheets,
            @Nullable String code,
            @Nullable String name,
            int least) {
        var tally = Tally.of(asked, of(groups, sheets));
        var rates = new EnumMap<Measured, Rate>(Measured.class);
        for (var measured : Measured.values()) {
            if (tally.rate(measured).valid() > 0) {
                rates.put(measured, tally.rate(measured));
            }
        }
        return new Part(
                code,
                name,
                groups.stream().mapToInt(Group::population).sum(),
                groups.stream().mapToInt(Group::issued).sum(),
                tally.sheets(),
                least,
                rates);
    }

    private static List<Map<String, String>> of(Collection<Group> groups, Collection<Sheet> sheets) {
        return sheets.stream()
                .filter(sheet ->
                        groups.stream().anyMatch(group -> group.organization().equals(sheet.organization())))
                .map(Sheet::answers)
                .toList();
    }
}
