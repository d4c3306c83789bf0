package cloud.lariba.cloud.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecValidationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'nonsense': 1}                                     | /spec/nonsense unknown_field
                    {'a/b~c': 1}                                        | /spec/a~1b~0c unknown_field
                    {'disk_gb': '20'}                                   | /spec/disk_gb wrong_type
                    {'disk_gb': null}                                   | /spec/disk_gb wrong_type
                    {'disk_gb': 20.5}                                   | /spec/disk_gb wrong_type
                    {'disk_gb': 7}                                      | /spec/disk_gb out_of_range
                    {'disk_gb': 2049}                                   | /spec/disk_gb out_of_range
                    {'disk_gb': -1}                                     | /spec/disk_gb out_of_range
                    {'disk_gb': 1e999999999}                            | /spec/disk_gb out_of_range
                    {'disk_gb': 12345678901234567890123}                | /spec/disk_gb out_of_range
                    {'instance_type': 't3.enormous'}                    | /spec/instance_type not_allowed
                    {'instance_type': ''}                               | /spec/instance_type not_allowed
                    {'image': 'windows-11'}                             | /spec/image not_allowed
                    {'image': 'ami-123'}                                | /spec/image not_allowed
                    {'image': 'ami-0123456789ABCDEF0'}                  | /spec/image not_allowed
                    {'image': 5}                                        | /spec/image wrong_type
                    {'public_ip': 'yes'}                                | /spec/public_ip wrong_type
                    {'public_ip': 1}                                    | /spec/public_ip wrong_type
                    {'ssh_keys': 'ssh-ed25519 AAAA'}                    | /spec/ssh_keys wrong_type
                    {'ssh_keys': [1]}                                   | /spec/ssh_keys/0 wrong_type
                    {'ssh_keys': ['not a key']}                         | /spec/ssh_keys/0 invalid_format
                    {'ssh_keys': ['ssh-ed25519 AAAA','ssh-ed25519 AAAA']} | /spec/ssh_keys duplicate
                    {'firewall': [{'protocol': 'tcp', 'cidr': '10.0.0.0/8'}]} | /spec/firewall/0/port_range required
                    {'firewall': [{'protocol': 'gre', 'port_range': '1', 'cidr': '10.0.0.0/8'}]} | /spec/firewall/0/protocol not_allowed
                    {'firewall': [{'protocol': 'tcp', 'port_range': '65536', 'cidr': '10.0.0.0/8'}]} | /spec/firewall/0/port_range invalid_format
                    {'firewall': [{'protocol': 'tcp', 'port_range': '80', 'cidr': '10.0.0.256/8'}]} | /spec/firewall/0/cidr invalid_format
                    {'firewall': [{'protocol': 'tcp', 'port_range': '80', 'cidr': '10.0.0.0/33'}]} | /spec/firewall/0/cidr invalid_format
                    {'firewall': [{'protocol': 'icmp'}]}                | /spec/firewall/0/cidr required
                    {'firewall': [{'protocol': 'icmp', 'cidr': '0.0.0.0/0', 'x': 1}]} | /spec/firewall/0/x unknown_field
                    {'disk_gb': 1, 'nonsense': 1}                       | /spec/disk_gb out_of_range, /spec/nonsense unknown_field
                    """)
    void aWrongComputeSpecIsRefusedWhereItIsWrong(String spec, String expected) {
        assertEquals(Arrays.asList(expected.split(", ")), Catalogs.errors("compute", "micro", spec));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'versioning': 'on'}                                | /spec/versioning wrong_type
                    {'encryption': 'rot13'}                             | /spec/encryption not_allowed
                    {'lifecycle': [{}]}                                 | /spec/lifecycle/0/expire_after_days required
                    {'lifecycle': [{'expire_after_days': 0}]}           | /spec/lifecycle/0/expire_after_days out_of_range
                    {'cors': [{'allowed_origins': [], 'allowed_methods': ['GET']}]} | /spec/cors/0/allowed_origins too_few
                    {'cors': [{'allowed_origins': ['*'], 'allowed_methods': ['TRACE']}]} | /spec/cors/0/allowed_methods/0 not_allowed
                    {'cors': [{'allowed_origins': ['javascript:x'], 'allowed_methods': ['GET']}]} | /spec/cors/0/allowed_origins/0 invalid_format
                    {'public_access': 'false'}                          | /spec/public_access wrong_type
                    """)
    void aWrongStorageSpecIsRefusedWhereItIsWrong(String spec, String expected) {
        assertEquals(List.of(expected), Catalogs.errors("storage", "standard", spec));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'engine': 'mysql'}                                 | /spec/engine not_allowed
                    {'version': 18}                                     | /spec/version wrong_type
                    {'version': '9.6'}                                  | /spec/version not_allowed
                    {'storage_gb': 19}                                  | /spec/storage_gb out_of_range
                    {'backup_retention_days': 36}                       | /spec/backup_retention_days out_of_range
                    {'allowed_cidrs': ['everywhere']}                   | /spec/allowed_cidrs/0 invalid_format
                    {'multi_az': 0}                                     | /spec/multi_az wrong_type
                    """)
    void aWrongDatabaseSpecIsRefusedWhereItIsWrong(String spec, String expected) {
        assertEquals(List.of(expected), Catalogs.errors("database", "micro", spec));
    }

    @ParameterizedTest
    @ValueSource(strings = {"debian-13", "ami-01234567", "ami-0123456789abcdef0"})
    void anImageIsAnAliasOrTheIdOfAnAmi(String image) {
        Selection selection =
                Catalogs.full().select("compute", "micro", "here", Catalogs.json("{'image': '" + image + "'}"));

        assertEquals(image, selection.spec().get("image").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-chnage", "maxLenght"})
    void aSchemaWithAKeywordThatNobodyKnowsIsRefused(String keyword) {
        ObjectNode schema = Catalogs.json("{'properties': {'a': {'" + keyword + "': 'never'}}}");

        assertThrows(SchemaException.class, () -> new SpecSchema(schema));
    }

    @Test
    void onlyUnknownFieldsAreAProblemOfTheirOwn() {
        ProblemException refused = assertThrows(
                ProblemException.class,
                () -> Catalogs.full().select("storage", "standard", null, Catalogs.json("{'nonsense': 1}")));

        assertEquals(ProblemCode.UNKNOWN_FIELD, refused.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "20.0", "2e1", "2.0E+1", "200e-1"})
    void awholeNumberIsTheSameInEverySpelling(String number) {
        Selection selection =
                Catalogs.full().select("compute", "micro", null, Catalogs.json("{'disk_gb': " + number + "}"));

        assertEquals("20", selection.spec().get("disk_gb").toString());
    }

    @Test
    void manyErrorsAreToldInPart() {
        String keys =
                String.join(",", IntStream.range(0, 16).mapToObj(i -> "" + i).toList());
        String rules =
                String.join(",", IntStream.range(0, 5_000).mapToObj(i -> "{}").toList());

        List<String> errors = assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> Catalogs.errors("compute", "micro", "{'ssh_keys': [" + keys + "], 'firewall': [" + rules + "]}"));

        assertEquals(50, errors.size());
    }

    @Test
    void aLongHostileTextIsCheckedQuickly() {
        String key = "ssh-rsa " + "A".repeat(500_000) + "!";

        List<String> errors = assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> Catalogs.errors("compute", "micro", "{'ssh_keys': ['" + key + "']}"));

        assertTrue(errors.contains("/spec/ssh_keys/0 too_long"));
    }

    @Test
    void aSpecIsLeftAsTheClientWroteIt() {
        ObjectNode spec = Catalogs.json("{'disk_gb': 2e1, 'firewall': [{'protocol': 'icmp', 'cidr': '0.0.0.0/0'}]}");
        ObjectNode before = spec.deepCopy();

        Catalogs.full().select("compute", "micro", null, spec);

        assertEquals(before, spec);
    }
}
