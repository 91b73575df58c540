package io.gongkai.account.web;

import io.gongkai.account.Role;
import java.util.List;

/** An account that anybody may try, with the posts it has at one organization. */
public record DemonstrationAccount(String login, String name, List<Role> roles, String organization, String password) {

    public DemonstrationAccount {
        roles = List.copyOf(roles);
    }
}
