/** What providers share whose databases are PostgreSQL: the statements that make a tenant's database and its roles. */
@NullMarked
package cloud.lariba.cloud.providers.postgres;

import org.jspecify.annotations.NullMarked;
