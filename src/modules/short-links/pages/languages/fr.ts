import type { PageStrings } from '../page-strings.js';

/** French. */
export const fr: PageStrings = {
  pages: {
    paid: {
      title: 'Déjà payé',
      text: 'Ce lien a été payé. Vous n’avez plus rien à faire.',
    },
    expired: {
      title: 'Ce lien a expiré',
      text: 'L’offre est terminée et ce lien ne peut plus être payé.',
    },
    disabled: {
      title: 'Plus disponible',
      text: '{merchant} a mis fin à cette offre.',
    },
    cancelled: {
      title: 'Annulé',
      text: 'Ce paiement a été annulé. Rien n’a été débité.',
    },
    notMade: {
      title: 'Ce lien ne fonctionne pas',
      text: 'Le paiement n’a pas pu être préparé. Rien n’a été débité.',
    },
    unknown: {
      title: 'Ce lien est inconnu',
      text: 'Vérifiez que l’adresse est complète ou demandez un nouveau lien à la boutique.',
    },
    inAMoment: {
      title: 'Un instant',
      text: 'La page de paiement est en préparation. Cette page s’actualise d’elle-même.',
    },
    confirming: {
      title: 'Votre paiement est en cours de confirmation',
      text: 'Cette page s’actualise d’elle-même. Vous pouvez aussi la fermer, rien ne sera perdu.',
    },
    thankYou: {
      title: 'Merci',
      text: 'Votre paiement à {merchant} a bien été reçu. Vous pouvez fermer cette page.',
    },
    taken: {
      title: 'L’offre était déjà prise',
      text: 'Elle était déjà prise à l’arrivée de votre paiement. Rien n’est débité et le montant réservé est en cours de libération.',
    },
    back: {
      title: 'Pas encore payé',
      text: 'Vous avez quitté la page de paiement avant de payer. Rien n’a été débité.',
    },
    left: {
      title: 'Non payé',
      text: 'Vous avez quitté le paiement sans payer. Rien n’a été débité.',
    },
    declined: {
      title: 'Le paiement a été refusé',
      text: 'Rien n’a été débité. Un autre moyen de paiement peut fonctionner.',
    },
    error: {
      title: 'Un problème est survenu',
      text: 'Le paiement n’a pas abouti. Rien n’a été débité.',
    },
    asked: {
      title: 'Votre demande a été envoyée',
      text: '{merchant} sait maintenant que vous souhaitez un nouveau lien.',
    },
    broken: {
      title: 'Un problème est survenu',
      text: 'Veuillez réessayer dans quelques minutes.',
    },
  },
  bought: 'Votre achat',
  amount: 'Montant',
  total: 'Total',
  tax: 'Dont taxes',
  reference: 'Référence',
  pay: 'Payer maintenant',
  tryAgain: 'Réessayer',
  lookAgain: 'Vérifier à nouveau',
  askForNewLink: 'Demander un nouveau lien',
  questions: 'Des questions ? Contactez {merchant} :',
  scanToPay: 'Scannez pour payer',
  validUntil: 'Valable jusqu’au {date}',
};
