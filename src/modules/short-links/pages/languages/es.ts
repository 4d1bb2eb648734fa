import type { PageStrings } from '../page-strings.js';

/** Spanish. */
export const es: PageStrings = {
  pages: {
    paid: {
      title: 'Ya pagado',
      text: 'Este enlace ya se ha pagado. No tienes que hacer nada más.',
    },
    expired: {
      title: 'El enlace ha caducado',
      text: 'La oferta ha terminado y este enlace ya no se puede pagar.',
    },
    disabled: {
      title: 'Ya no está disponible',
      text: '{merchant} ha finalizado esta oferta.',
    },
    cancelled: {
      title: 'Cancelado',
      text: 'Este pago se canceló. No se ha cobrado nada.',
    },
    notMade: {
      title: 'El enlace no funciona',
      text: 'No se pudo preparar el pago. No se ha cobrado nada.',
    },
    unknown: {
      title: 'Enlace desconocido',
      text: 'Comprueba que la dirección esté completa o pide a la tienda un enlace nuevo.',
    },
    inAMoment: {
      title: 'Un momento',
      text: 'Se está preparando la página de pago. Esta página se actualiza sola.',
    },
    confirming: {
      title: 'Estamos confirmando tu pago',
      text: 'Esta página se actualiza sola. También puedes cerrarla, no se pierde nada.',
    },
    thankYou: {
      title: 'Gracias',
      text: 'Tu pago a {merchant} se ha recibido. Puedes cerrar esta página.',
    },
    taken: {
      title: 'La oferta ya se había agotado',
      text: 'Ya se había agotado cuando llegó tu pago. No se cobra nada y el importe reservado se está liberando.',
    },
    back: {
      title: 'Aún sin pagar',
      text: 'Saliste de la página de pago antes de pagar. No se ha cobrado nada.',
    },
    left: {
      title: 'Sin pagar',
      text: 'Saliste del pago sin pagar. No se ha cobrado nada.',
    },
    declined: {
      title: 'El pago fue rechazado',
      text: 'No se ha cobrado nada. Puede que otra forma de pago funcione.',
    },
    error: {
      title: 'Algo ha ido mal',
      text: 'El pago no se ha completado. No se ha cobrado nada.',
    },
    asked: {
      title: 'Tu solicitud se ha enviado',
      text: '{merchant} ya sabe que quieres un enlace nuevo.',
    },
    broken: {
      title: 'Algo ha ido mal',
      text: 'Inténtalo de nuevo en unos minutos.',
    },
  },
  bought: 'Tu compra',
  amount: 'Importe',
  total: 'Total',
  tax: 'Impuestos incluidos',
  reference: 'Referencia',
  pay: 'Pagar ahora',
  tryAgain: 'Intentar de nuevo',
  lookAgain: 'Volver a comprobar',
  askForNewLink: 'Pedir un enlace nuevo',
  questions: '¿Preguntas? Contacta con {merchant}:',
  scanToPay: 'Escanea para pagar',
  validUntil: 'Válido hasta el {date}',
};
