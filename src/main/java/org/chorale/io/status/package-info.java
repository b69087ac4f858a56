/** The ledger of a run: what happened to every site, feature and scan that is not plain. */
package org.chorale.io.status;
