package io.gongkai.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://owner:p%40ss@db.county:5433/gongkai?sslmode=require",
                "postgres://owner:p%40ss@db.county:5433/gongkai?sslmode=require",
                "jdbc:postgresql://db.county:5433/gongkai?user=owner&sslmode=require&password=p%40ss",
            })
    void everyUsualWayOfWritingAnAddressIsUnderstood(String address) {
        assertThat(OwnerUrl.parse(address))
                .isEqualTo(new OwnerUrl("jdbc:postgresql://db.county:5433/gongkai?sslmode=require", "owner", "p@ss"));
    }

    @Test
    void aPasswordMayBeMissing() {
        assertThat(OwnerUrl.parse("postgresql://owner@localhost/gongkai").password())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://owner@localhost/gongkai", "postgresql://localhost/gongkai", "nonsense", "a b"})
    void anythingElseIsRefusedWithAnExample(String address) {
        assertThatThrownBy(() -> OwnerUrl.parse(address))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("postgresql://owner:password@host:5432/database");
    }
}
