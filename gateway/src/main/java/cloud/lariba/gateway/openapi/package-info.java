/** One OpenAPI document made of all services' documents, and the page that shows it. */
@NullMarked
package cloud.lariba.gateway.openapi;

import org.jspecify.annotations.NullMarked;
