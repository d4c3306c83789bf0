package cloud.lariba.cloud.catalog;

/** Where the catalog is taken from. */
interface CatalogSource {

    /** The version that services are sold by now. */
    CatalogVersion current();
}
