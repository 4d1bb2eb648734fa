import type { PageStrings } from '../page-strings.js';

/** Czech. */
export const cs: PageStrings = {
  pages: {
    paid: {
      title: 'Již zaplaceno',
      text: 'Tento odkaz je zaplacený. Nemusíte dělat nic dalšího.',
    },
    expired: {
      title: 'Platnost odkazu vypršela',
      text: 'Nabídka skončila a odkaz už nelze zaplatit.',
    },
    disabled: {
      title: 'Již není k dispozici',
      text: 'Nabídku ukončil prodejce {merchant}.',
    },
    cancelled: {
      title: 'Zrušeno',
      text: 'Tato platba byla zrušena. Nic nebylo strženo.',
    },
    notMade: {
      title: 'Odkaz nefunguje',
      text: 'Platbu se nepodařilo připravit. Nic nebylo strženo.',
    },
    unknown: {
      title: 'Neznámý odkaz',
      text: 'Zkontrolujte, zda je adresa úplná, nebo požádejte obchod o nový odkaz.',
    },
    inAMoment: {
      title: 'Okamžik, prosím',
      text: 'Platební stránka se připravuje. Tato stránka se obnovuje sama.',
    },
    confirming: {
      title: 'Vaše platba se potvrzuje',
      text: 'Tato stránka se obnovuje sama. Můžete ji také zavřít, nic se neztratí.',
    },
    thankYou: {
      title: 'Děkujeme',
      text: 'Vaše platba byla přijata. Příjemce: {merchant}. Tuto stránku můžete zavřít.',
    },
    taken: {
      title: 'Nabídka už byla vyčerpána',
      text: 'Byla vyčerpána dřív, než vaše platba dorazila. Nic se nestrhne a rezervovaná částka se uvolňuje.',
    },
    back: {
      title: 'Zatím nezaplaceno',
      text: 'Opustili jste platební stránku před zaplacením. Nic nebylo strženo.',
    },
    left: {
      title: 'Nezaplaceno',
      text: 'Opustili jste platbu bez zaplacení. Nic nebylo strženo.',
    },
    declined: {
      title: 'Platba byla zamítnuta',
      text: 'Nic nebylo strženo. Jiný způsob platby může fungovat.',
    },
    error: {
      title: 'Něco se pokazilo',
      text: 'Platba neproběhla. Nic nebylo strženo.',
    },
    asked: {
      title: 'Vaše žádost byla odeslána',
      text: 'Prodejce {merchant} nyní ví, že chcete nový odkaz.',
    },
    broken: {
      title: 'Něco se pokazilo',
      text: 'Zkuste to prosím znovu za několik minut.',
    },
  },
  bought: 'Váš nákup',
  amount: 'Částka',
  total: 'Celkem',
  tax: 'Z toho daň',
  reference: 'Reference',
  pay: 'Zaplatit',
  tryAgain: 'Zkusit znovu',
  lookAgain: 'Zkontrolovat znovu',
  askForNewLink: 'Požádat o nový odkaz',
  questions: 'Máte dotaz? Kontaktujte prodejce {merchant}:',
  scanToPay: 'Naskenujte a zaplaťte',
  validUntil: 'Platí do {date}',
};
