package io.gongkai.disclosure;

import io.gongkai.MadeUpCounty;
import io.gongkai.account.Role;
import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.Catalogs;
import io.gongkai.organization.Organization;
import io.gongkai.shared.TableRow;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Brings a small catalog into force for an organization of the cast, by the people who do that. */
@Component
public class CatalogInForce {

    /** One row as the county writes it; see the heading in {@link #HEADINGS}. */
    static final List<String> ROWS = List.of(
            "1|一、组织设置与分工|党组织设置、班子成员和分工|组织架构、分工|1|B W|L5|书记|C3|1",
            "2|三、重大事项决策|党组织决议和执行情况|议题、结论|3A|B M|E3|书记|C1|0",
            "3|四、党员发展|发展党员公示|公示对象、公示内容|3A|B G|N5|组织委员|C3|2",
            "4|五、党费|党费收缴、使用情况|收缴、使用|3P|B M|Q|组织委员|C3|1",
            "5|六、困难帮扶|困难党员群众慰问帮扶|名单、金额|3P|B M|E5|书记|C6|3",
            "6|七、全党事项|学习贯彻部署情况|内容|2|M|E7|书记|C2|0",
            "7|八、特定对象|谈话提醒情况|对象、内容|4|M|E7|纪检委员|C7|1",
            "8|九、重大决策|重大项目决策前征求意见|草案|1|W B|N15|书记|C1|0");

    private static final String[] HEADINGS = {
        "no", "category", "item", "elements", "scope", "forms", "time", "responsible", "returnRow", "piiClass"
    };

    private final Catalogs catalogs;
    private final Clock clock;

    CatalogInForce(Catalogs catalogs, Clock clock) {
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** The entries in force, by their printed number. */
    public Map<Integer, CatalogEntry> of(MadeUpCounty county, Organization organization, Organization superior) {
        var clerk = county.who(Role.CLERK, organization).id();
        var rows = new ArrayList<TableRow>();
        for (var row : ROWS) {
            var cells = row.split("\\|");
            var map = new java.util.HashMap<String, String>();
            for (var i = 0; i < HEADINGS.length; i++) {
                map.put(HEADINGS[i], cells[i]);
            }
            rows.add(new TableRow(rows.size() + 2, map));
        }
        var report = catalogs.importRows(organization.id(), rows, clerk);
        if (report.accepted() == 0) {
            throw new IllegalStateException("Rejected: " + report);
        }
        var draft = catalogs.versions(organization.id()).getFirst();
        catalogs.submit(draft.id(), county.who(Role.APPROVER, organization).id())
                .orThrow();
        var filer = organization.equals(superior)
                ? county.who(Role.PUBLISHER, county.county())
                : county.who(Role.APPROVER, superior);
        catalogs.file(draft.id(), LocalDate.now(clock), filer.id()).orThrow();
        return catalogs
                .entries(catalogs.inForce(organization.id()).orElseThrow().id())
                .stream()
                .collect(Collectors.toMap(CatalogEntry::no, entry -> entry));
    }
}
