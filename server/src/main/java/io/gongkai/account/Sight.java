package io.gongkai.account;

import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What one who reads the work of an organization sees of the tree around it. */
@Service
public class Sight {

    /**
     * The surroundings of an organization.
     *
     * @param above superiors whose work the reader may see as well, the highest first
     * @param below what stands directly below it today
     */
    public record View(Organization organization, List<Organization> above, List<Organization> below) {

        public View {
            above = List.copyOf(above);
            below = List.copyOf(below);
        }

        /** The next superior, where the reader may see that far up. */
        public @Nullable Organization superior() {
            return above.isEmpty() ? null : above.getLast();
        }

        /** @param address of a page about an organization, with {@code %s} for its code */
        public Map<String, String> crumbs(String address) {
            var crumbs = new LinkedHashMap<String, String>();
            above.forEach(one -> crumbs.put(address.formatted(one.code()), one.name()));
            return crumbs;
        }

        /** For a switch: the superior, itself and what stands below, code to name. */
        public Map<String, String> choices() {
            var choices = new LinkedHashMap<String, String>();
            var superior = superior();
            if (superior != null) {
                choices.put(superior.code(), superior.name());
            }
            choices.put(organization.code(), organization.name());
            below.forEach(one -> choices.put(one.code(), INDENT + one.name()));
            return choices;
        }
    }

    /** An ideographic space: what stands below is set in by one character. */
    private static final String INDENT = "\u3000";

    private final Organizations organizations;
    private final Authority authority;

    Sight(Organizations organizations, Authority authority) {
        this.organizations = organizations;
        this.authority = authority;
    }

    /**
     * The organization of that code, also one that is gone, when the reader may see its work.
     *
     * @throws NoSuchElementException when there is none
     * @throws NotPermittedException when the reader may not
     */
    public Organization readable(String code, Actor actor) {
        var organization = organizations
                .findEver(code.strip())
                .orElseThrow(() -> new NoSuchElementException("No organization " + code));
        authority.require(actor.id(), Permission.READ_WORK, organization.id());
        return organization;
    }

    public View around(Organization organization, Actor actor) {
        var path = organization.path();
        var visible = path.stream()
                .filter(id -> !id.equals(organization.id()) && authority.may(actor.id(), Permission.READ_WORK, id))
                .toList();
        var above = organizations.all(visible);
        return new View(
                organization,
                visible.stream()
                        .flatMap(id -> above.stream().filter(one -> one.id().equals(id)))
                        .toList(),
                organizations.children(organization.id()));
    }
}
