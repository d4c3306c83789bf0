package cloud.lariba.local.postgres;

/**
 * The part of the database that belongs to one service.
 *
 * @param role the service's database role; a plain SQL identifier
 * @param password the role's password, without quotes in it
 * @param schema the schema that the role owns; a plain SQL identifier
 */
public record ServiceDatabase(String role, String password, String schema) {

    @Override
    public String toString() {
        return "ServiceDatabase[role=" + role + ", schema=" + schema + "]";
    }
}
