import type { AlertTexts } from '../alert-texts.ts'

export const wanTextsSw: AlertTexts['rules'] = {
  'internet-down': {
    title: 'huduma ya intaneti imekatika tangu {down_since:clock}',
    fact: 'Kiungo cha intaneti cha {site} (mtoa huduma: {provider}; mkataba: {contract}) hakifanyi kazi tangu {down_since:when}. Mtandao wa ndani (LAN) uko vizuri. Muda wa kutopatikana mwezi huu: {down_month:duration}. Simu ya huduma kwa mteja ya mtoa huduma: {phone}.',
    meaning:
      'Mifumo ya Serikali, kurasa na barua pepe za nje hazifikiki kutoka ofisini kwa sasa. Kazi za ndani ya ofisi zinaendelea.',
    steps: [
      'Angalia taa za modemu au ruta ya mtoa huduma; izime na kuiwasha mara moja.',
      'Piga simu kwa huduma kwa mteja ya mtoa huduma, taja namba ya mkataba na saa iliyo juu, kisha andika namba ya tiketi unapothibitisha kupokea.',
      'Tumia karatasi ya mwezi (ukurasa wa WAN) kama ushahidi kwa mtoa huduma.',
    ],
    cleared: 'Kiungo cha intaneti cha {site} kinafanya kazi tena. Muda wa kutopatikana mwezi huu: {now_down_month:duration}.',
  },
  'wan-slow': {
    title: 'kiungo ni cha polepole kuliko kawaida yake',
    fact: 'Majibu kupitia kiungo cha {site} yanachukua milisekunde {latency_ms:number}; wastani wake wa kati wa siku saba zilizopita ni milisekunde {latency_median_ms:number}.',
    meaning: 'Mifumo ya Serikali na kurasa zinafunguka polepole; simu na video zinakatikakatika.',
    steps: [
      'Angalia kama kuna anayepakua au kupakia data nyingi: masasisho, video, nakala rudufu.',
      'Kama kiungo hakitumiki sana, mjulishe mtoa huduma saa na takwimu hizo mbili.',
    ],
    cleared: 'Majibu kupitia kiungo cha {site} yanachukua tena milisekunde {now_latency_ms:number}.',
  },
  'wan-loss': {
    title: 'kiungo kinapoteza pakiti za data',
    fact: 'Kiungo cha {site} kinapoteza {loss_percent:percent} ya pakiti; wastani wake wa kati wa siku saba zilizopita ni {loss_median_percent:percent}.',
    meaning: 'Kurasa zinakwama au kuishia katikati; fomu zinaweza kupotea zinapotumwa.',
    steps: [
      'Kagua waya kati ya ruta na modemu; angalia kama antena imesogea.',
      'Angalia kama kiungo kimejaa: masasisho, video, nakala rudufu.',
      'Kama si hayo, mjulishe mtoa huduma saa na takwimu hizo mbili.',
    ],
    cleared: 'Kiungo cha {site} sasa kinapoteza {now_loss_percent:percent}.',
  },
  'bundle-runs-out': {
    title: 'kifurushi cha data hakitafika mwisho',
    fact: 'Data iliyotumika {site} ni {used:bytes} kati ya kifurushi cha {bundle:bytes}. Kwa kasi hii kitakwisha tarehe {bundle_ends:date}; kipya kinaanza tarehe {bundle_renews:date}.',
    meaning:
      'Kikiisha, kituo kitakatiwa huduma au kitalipa bei ya juu, na taarifa za kompyuta zitasubiri kwenye kompyuta hadi hapo. Umetumiwa ujumbe huu mmoja tu kwa kifurushi hiki.',
    steps: [
      'Angalia kompyuta zinazotumia data nyingi (ukurasa wa kituo); weka masasisho kwenye kompyuta moja au diski ya USB.',
      'Simamisha video na matumizi binafsi kwa siku zilizobaki.',
      'Au nunua data zaidi kabla ya siku hiyo.',
    ],
    cleared: 'Kifurushi cha data cha {site} kitafika mwisho wake, au kipya kimeanza.',
  },
  'service-theirs': {
    title: '{service} haipatikani; mtandao wetu uko vizuri',
    fact: '{service} haifunguki kutoka vituo vyote {asked:number} vilivyojaribu tangu {since:when}: {failing_sites}. Viungo vya vituo hivyo viko vizuri, au mifumo mingine inafunguka kutoka huko.',
    meaning:
      'Hivyo tatizo linaelekea kuwa upande wa mfumo husika na si mtandao wa ofisi. Tutawataarifu utakaporejea.',
    steps: [
      'Wajulishe wanaotumia mfumo huo, ili mtu asitafute tatizo ofisini.',
      'Mjulishe anayeuendesha mfumo, ukitaja saa iliyo juu.',
    ],
    cleared: '{service} inafunguka tena.',
  },
  'service-ours': {
    title: '{service}: tatizo liko upande wetu',
    fact: '{service} haifunguki {failing_sites} tangu {since:when}; inafunguka {good_sites}.',
    meaning: 'Mfumo wenyewe unafanya kazi. Kuna kinachouzuia katika kituo hicho: huduma ya majina (DNS), ngome ya moto (firewall), kiungo au mipangilio.',
    steps: [
      'Ukiwa kituoni hapo, fungua ukurasa huo kwa kivinjari, kisha ukurasa mwingine.',
      'Kagua huduma ya majina (DNS), ngome ya moto (firewall) na saa ya ruta ya huko.',
    ],
    cleared: '{service} inafunguka tena katika vituo vyote.',
  },
}
