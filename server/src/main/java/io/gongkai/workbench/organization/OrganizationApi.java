package io.gongkai.workbench.organization;

import io.gongkai.account.OpenToAll;
import io.gongkai.organization.Facility;
import io.gongkai.organization.FacilityKind;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.Slice;
import io.gongkai.web.RefusedException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Organizations and where their boards stand: facts that anybody may know. */
@RestController
class OrganizationApi {

    /**
     * @param parent code of the superior, null at the top
     * @param path codes from the top down to and including itself
     */
    record View(
            String code,
            String name,
            OrganizationKind kind,
            OrganizationForm form,
            @Nullable String parent,
            List<String> path,
            @Nullable String divisionCode,
            LocalDate validFrom,
            @Nullable LocalDate validUntil,
            List<Place> facilities) {}

    record Place(FacilityKind kind, String name, String place, LocalDate validFrom) {}

    private final Organizations organizations;

    OrganizationApi(Organizations organizations) {
        this.organizations = organizations;
    }

    @GetMapping("/api/v1/organizations")
    @OpenToAll
    Slice<View> list(
            @RequestParam(required = false) @Nullable String under,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "100") int size,
            @RequestParam(required = false) @Nullable String cursor) {
        var refusals = new ArrayList<Refusal>();
        var filter = new Organizations.Filter(top(under, refusals), kindOf(kind, refusals), q);
        if (!refusals.isEmpty()) {
            throw new RefusedException(refusals);
        }
        var found = organizations.list(filter, size, cursor);
        return new Slice<>(views(found.items()), found.next());
    }

    @GetMapping("/api/v1/organizations/{code}")
    @OpenToAll
    View show(@PathVariable String code) {
        var organization =
                organizations.findEver(code).orElseThrow(() -> new NoSuchElementException("No organization " + code));
        return views(List.of(organization)).getFirst();
    }

    private @Nullable OrganizationId top(@Nullable String under, List<Refusal> refusals) {
        if (under == null || under.isBlank()) {
            return null;
        }
        var top = organizations.find(under.strip()).map(Organization::id).orElse(null);
        if (top == null) {
            refusals.add(Refusal.at("under", "organization.code.unknown", under));
        }
        return top;
    }

    private static @Nullable OrganizationKind kindOf(@Nullable String kind, List<Refusal> refusals) {
        if (kind == null || kind.isBlank()) {
            return null;
        }
        var found = Arrays.stream(OrganizationKind.values())
                .filter(constant -> constant.name().equals(kind))
                .findFirst()
                .orElse(null);
        if (found == null) {
            refusals.add(Refusal.at("kind", "organization.import.kind", kind));
        }
        return found;
    }

    private List<View> views(Collection<Organization> some) {
        var codes = codesOnTheWay(some);
        var facilities =
                organizations.facilities(some.stream().map(Organization::id).toList());
        return some.stream()
                .map(organization -> {
                    var path = organization.path().stream()
                            .map(id -> codes.getOrDefault(id, ""))
                            .toList();
                    return new View(
                            organization.code(),
                            organization.name(),
                            organization.kind(),
                            organization.form(),
                            path.size() < 2 ? null : path.get(path.size() - 2),
                            path,
                            organization.divisionCode(),
                            organization.validFrom(),
                            organization.validUntil(),
                            places(facilities.getOrDefault(organization.id(), List.of())));
                })
                .toList();
    }

    private Map<OrganizationId, String> codesOnTheWay(Collection<Organization> some) {
        var ids = some.stream()
                .flatMap(organization -> organization.path().stream())
                .collect(Collectors.toUnmodifiableSet());
        return organizations.all(ids).stream()
                .collect(Collectors.toUnmodifiableMap(Organization::id, Organization::code));
    }

    private static List<Place> places(List<Facility> facilities) {
        return facilities.stream()
                .map(facility -> new Place(facility.kind(), facility.name(), facility.place(), facility.validFrom()))
                .toList();
    }
}
