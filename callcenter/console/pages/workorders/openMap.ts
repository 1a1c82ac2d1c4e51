import Feature from 'ol/Feature.js'
import Map from 'ol/Map.js'
import View from 'ol/View.js'
import Zoom from 'ol/control/Zoom.js'
import { isEmpty } from 'ol/extent.js'
import Point from 'ol/geom/Point.js'
import VectorLayer from 'ol/layer/Vector.js'
import { fromLonLat } from 'ol/proj.js'
import VectorSource from 'ol/source/Vector.js'
import CircleStyle from 'ol/style/Circle.js'
import Fill from 'ol/style/Fill.js'
import Stroke from 'ol/style/Stroke.js'
import Style from 'ol/style/Style.js'
import Text from 'ol/style/Text.js'

export interface MapPoint {
  id: string
  /** What is written in it. */
  label: string
  colour: string
  /** Degrees. */
  longitude: number
  latitude: number
}

const nearest = 17
const font = 'bold 12px system-ui, sans-serif'

function styleOf({ label, colour }: MapPoint, isChosen: boolean): Style {
  const edge = isChosen ? new Stroke({ color: '#1f2933', width: 4 }) : new Stroke({ color: '#fff', width: 2 })
  return new Style({
    image: new CircleStyle({ radius: isChosen ? 16 : 12, fill: new Fill({ color: colour }), stroke: edge }),
    text: new Text({ text: label, font, fill: new Fill({ color: '#fff' }) }),
    zIndex: isChosen ? 1 : 0,
  })
}

/** Points where they lie to each other, on nothing: no tiles are fetched from anywhere. `onChoose` hears of clicks. */
export function openMap(target: HTMLElement, onChoose: (id: string) => void) {
  const source = new VectorSource<Feature<Point>>()
  const map = new Map({
    target,
    layers: [new VectorLayer({ source })],
    controls: [new Zoom({ zoomInTipLabel: '放大', zoomOutTipLabel: '缩小' })],
    view: new View({ center: fromLonLat([116, 40]), zoom: 11, maxZoom: 19 }),
  })
  map.on('click', ({ pixel }) => {
    const id = map.getFeaturesAtPixel(pixel, { hitTolerance: 6 })[0]?.getId()
    if (typeof id === 'string') onChoose(id)
  })
  map.on('pointermove', ({ pixel, dragging }) => {
    if (!dragging) target.classList.toggle('orders-map-pointing', map.hasFeatureAtPixel(pixel, { hitTolerance: 6 }))
  })
  let placed = ''

  return {
    /** Shows these points; the view moves only when other ones are shown than before. */
    show(points: readonly MapPoint[], chosen: string | null) {
      source.clear()
      for (const point of points) {
        const feature = new Feature(new Point(fromLonLat([point.longitude, point.latitude])))
        feature.setId(point.id)
        feature.setStyle(styleOf(point, point.id === chosen))
        source.addFeature(feature)
      }
      const places = points.map(({ id }) => id).join()
      const extent = source.getExtent()
      if (places === placed || !extent || isEmpty(extent)) return
      placed = places
      map.getView().fit(extent, { padding: [48, 48, 48, 48], maxZoom: nearest })
    },
    /** Brings a point into view that is not. */
    reveal(id: string) {
      const place = source.getFeatureById(id)
      const at = place instanceof Feature ? place.getGeometry() : undefined
      const seen = map.getView().calculateExtent(map.getSize())
      if (at instanceof Point && !at.intersectsExtent(seen)) map.getView().setCenter(at.getCoordinates())
    },
    close: () => map.setTarget(undefined),
  }
}
export type OpenMap = ReturnType<typeof openMap>
