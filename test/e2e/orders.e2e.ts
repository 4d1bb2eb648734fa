import { type TestApp, startApp } from '../support/app.js';
import { visit } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { lastSent, ORDERS } from '../support/sent.js';
import { AMOUNT, aLine, type Shop } from '../support/shop.js';

describe('what reaches the provider', () => {
  let app: TestApp;
  let shop: Shop;

  beforeAll(async () => {
    app = await startApp();
    shop = app.shop;
  });
  afterAll(() => app.stop());

  it('holds the addresses, and who the consumer is', async () => {
    const address = {
      email: 'eva@example.com',
      phone: '+46701234567',
      title: 'Dr',
      givenName: 'Eva',
      familyName: 'Ek',
      organizationName: 'Ek AB',
      attention: 'Eva Ek',
      careOf: 'Olle Ek',
      streetAddress: 'Storgatan 3',
      streetAddress2: 'lgh 1102',
      postalCode: '11335',
      city: 'Stockholm',
      region: 'Uppland',
      country: 'SE',
    };
    const link = await shop.anOpenLink({
      consumer: {
        ...address,
        dateOfBirth: '1987-08-15',
        type: 'ORGANIZATION',
        organizationRegistrationId: '556737-0431',
        vatId: 'SE556737043101',
        shippingAddress: { ...address, streetAddress: 'Lagergatan 1' },
      },
      checkout: { allowedCustomerTypes: ['PERSON', 'ORGANIZATION'] },
    });

    const { order } = await lastSent(app);
    const wire = {
      email: 'eva@example.com',
      phone: '+46701234567',
      title: 'Dr',
      given_name: 'Eva',
      family_name: 'Ek',
      organization_name: 'Ek AB',
      attention: 'Eva Ek',
      care_of: 'Olle Ek',
      street_address: 'Storgatan 3',
      street_address2: 'lgh 1102',
      postal_code: '11335',
      city: 'Stockholm',
      region: 'Uppland',
      country: 'SE',
    };
    expect(link.warnings).toEqual([]);
    expect(order).toMatchObject({
      billing_address: wire,
      shipping_address: { ...wire, street_address: 'Lagergatan 1' },
      customer: {
        type: 'organization',
        date_of_birth: '1987-08-15',
        organization_registration_id: '556737-0431',
        vat_id: 'SE556737043101',
      },
      options: { allowed_customer_types: ['person', 'organization'], allow_separate_shipping_address: true },
    });
  });

  it('holds streets by name and number where they are written so', async () => {
    await shop.anOpenLink({
      country: 'NL',
      currency: 'EUR',
      locale: 'nl-NL',
      consumer: { title: 'Mevr.', streetName: 'Damrak', streetNumber: '1', houseExtension: 'A' },
    });

    expect((await lastSent(app)).order.billing_address).toEqual({
      title: 'Mevr.',
      street_name: 'Damrak',
      street_number: '1',
      house_extension: 'A',
    });
  });

  it('holds references, data, countries, other ways to pay and extra merchant data', async () => {
    const extraMerchantData = { customer_account_info: [{ unique_account_identifier: '12345' }] };
    await shop.anOpenLink({
      reference: 'R-1',
      reference2: 'R-2',
      merchantData: '{"seller":7}',
      checkout: {
        shippingCountries: ['SE', 'NO'],
        billingCountries: ['SE'],
        externalPaymentMethods: [
          {
            name: 'Elsewhere',
            redirectUrl: 'https://pay.example/start',
            imageUrl: 'https://pay.example/logo.png',
            fee: 1_900,
            description: 'Leads away',
            countries: ['SE'],
            label: 'CONTINUE',
          },
        ],
        extraMerchantData,
      },
    });

    expect((await lastSent(app)).order).toMatchObject({
      merchant_reference1: 'R-1',
      merchant_reference2: 'R-2',
      merchant_data: '{"seller":7}',
      shipping_countries: ['SE', 'NO'],
      billing_countries: ['SE'],
      external_payment_methods: [
        {
          name: 'Elsewhere',
          redirect_url: 'https://pay.example/start',
          image_url: 'https://pay.example/logo.png',
          fee: 1_900,
          description: 'Leads away',
          countries: ['SE'],
          label: 'continue',
        },
      ],
      attachment: {
        content_type: 'application/vnd.klarna.internal.emd-v2+json',
        body: JSON.stringify(extraMerchantData),
      },
    });
  });

  it('holds the options, and turns off what needs a page of the shop around it', async () => {
    const checkboxes = [{ id: 'news', text: 'Write me [news](https://shop.example)', checked: true }];
    await shop.anOpenLink({
      checkout: {
        dateOfBirthMandatory: true,
        nationalIdentificationNumberMandatory: true,
        verifyNationalIdentificationNumber: true,
        showVatRegistrationNumberField: true,
        vatRemoved: true,
        shippingDetails: 'Delivered within 3 days',
        additionalMerchantTerms: 'Ask [us](https://shop.example)',
        checkboxes,
      },
      appearance: {
        pageTitle: 'Pay here',
        logoUrl: 'https://shop.example/logo.png',
        backgroundImages: [{ url: 'https://shop.example/back.jpg', width: 800 }],
        purchaseType: 'RENT',
        hideSubtotal: true,
        profileId: 'summer',
        borderRadius: 5,
        colors: {
          button: '#000001',
          buttonText: '#000002',
          checkbox: '#000003',
          checkboxCheckmark: '#000004',
          header: '#000005',
          link: '#00000a',
        },
      },
    });

    const { order, session } = await lastSent(app);
    expect(order.options).toEqual({
      acquiring_channel: 'ECOMMERCE',
      require_client_validation: false,
      date_of_birth_mandatory: true,
      national_identification_number_mandatory: true,
      verify_national_identification_number: true,
      show_vat_registration_number_field: true,
      vat_removed: true,
      shipping_details: 'Delivered within 3 days',
      additional_merchant_terms: 'Ask [us](https://shop.example)',
      additional_checkboxes: [{ ...checkboxes[0], required: false }],
      color_button: '#000001',
      color_button_text: '#000002',
      color_checkbox: '#000003',
      color_checkbox_checkmark: '#000004',
      color_header: '#000005',
      color_link: '#00000a',
      radius_border: '5',
    });
    expect(session).toMatchObject({
      profile_id: 'summer',
      options: {
        page_title: 'Pay here',
        logo_url: 'https://shop.example/logo.png',
        background_images: [{ url: 'https://shop.example/back.jpg', width: 800 }],
        purchase_type: 'RENT',
        show_subtotal_detail: 'HIDE',
      },
    });
  });

  it('holds what a line tells beside its price', async () => {
    await shop.anOpenLink({
      orderLines: [
        aLine({
          quantityUnit: 'pair',
          merchantData: '{"shelf":3}',
          productUrl: 'https://shop.example/socks',
          imageUrl: 'https://shop.example/socks.jpg',
          productIdentifiers: {
            brand: 'Ull',
            color: 'Grey',
            categoryPath: 'Shop > Socks',
            globalTradeItemNumber: '735858293167',
            manufacturerPartNumber: 'U-1',
            size: 'M',
          },
          shippingAttributes: { weightGrams: 90, heightMm: 20, widthMm: 80, lengthMm: 200, tags: ['soft'] },
          subscription: { name: 'Socks club', interval: 'MONTH', intervalCount: 3 },
        }),
      ],
    });

    expect((await lastSent(app)).order.order_lines).toEqual([
      {
        type: 'physical',
        reference: 'SOCKS',
        name: 'Wool socks',
        quantity: 2,
        quantity_unit: 'pair',
        unit_price: 9_900,
        tax_rate: 2_500,
        total_amount: AMOUNT,
        total_discount_amount: 0,
        total_tax_amount: 3_960,
        merchant_data: '{"shelf":3}',
        product_url: 'https://shop.example/socks',
        image_url: 'https://shop.example/socks.jpg',
        product_identifiers: {
          brand: 'Ull',
          color: 'Grey',
          category_path: 'Shop > Socks',
          global_trade_item_number: '735858293167',
          manufacturer_part_number: 'U-1',
          size: 'M',
        },
        shipping_attributes: {
          weight: 90,
          dimensions: { height: 20, width: 80, length: 200 },
          tags: ['soft'],
        },
        subscription: { name: 'Socks club', interval: 'MONTH', interval_count: 3 },
      },
    ]);
  });

  it('is the same again when the session is renewed', async () => {
    const link = await shop.anOpenLink({
      reference2: 'kept',
      consumer: { givenName: 'Eva' },
      checkout: { vatRemoved: true },
      appearance: { colors: { link: '#123456' }, profileId: 'kept' },
    });
    const first = await lastSent(app);

    await app.sandbox.advance(48 * 3600);

    const second = await eventually(async () => {
      await visit(link.url);
      const calls = await app.sandbox.requests();
      expect(calls.filter(({ path, body }) => path === ORDERS && holds(body, 'kept'))).toHaveLength(2);
      return lastSent(app);
    });
    expect(second.order).toEqual(first.order);
    // The addresses name the order; all else is the same.
    const [before, after] = [first.session, second.session].map((session) =>
      JSON.stringify(session).replaceAll(String(session.payment_session_url).split('/').at(-1)!, 'the-order'),
    );
    expect(after).toEqual(before);
  });
});

const holds = (body: unknown, reference2: string): boolean =>
  (body as { merchant_reference2?: string } | null)?.merchant_reference2 === reference2;
