/** What can go wrong with a server, by code; and waiting that ends by it. */
package org.copyblade.system.postgresql.internal.fault;
