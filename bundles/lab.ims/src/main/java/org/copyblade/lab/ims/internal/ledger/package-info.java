/** The work that members do: transfers and deposits of a ledger. */
package org.copyblade.lab.ims.internal.ledger;
